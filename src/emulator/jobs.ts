import { randomUUID } from 'node:crypto';

/** What a service understood of a request. */
export interface Order {
  prompt: string;
  seconds: number;
  width: number;
  height: number;
  seed?: number;
  model: string;
  /** The caller's own name of the job, where the service keeps one. */
  clientId?: string;
  /** What it costs when it succeeds, in dollars. */
  usd: number;
  /** Everything as it came, for tests to look at. */
  body: unknown;
}

/** A job that a service has accepted. */
export interface Job extends Order {
  id: string;
  service: string;
  /** Milliseconds, by the emulator's clock. */
  acceptedAt: number;
  /** The same by the clock on the wall. */
  createdAt: Date;
  finishesAt: number;
  outcome: 'succeeds' | 'moderation' | 'fails';
  canceledAt?: number;
  deleted?: boolean;
  /** The finished clip. */
  clip: Promise<string>;
  clipReady: boolean;
  polls: number;
  downloads: number;
  /** Addresses handed out for the clip; an expired one is never good again. */
  addresses: number;
  expired: Set<number>;
}

/** Where a job is, as every service tells in its own words. */
export interface JobView {
  phase: 'queued' | 'running' | 'succeeded' | 'failed' | 'canceled';
  progress: number;
  moderated: boolean;
}

/** Something that goes wrong on purpose. Each is used up after `times`. */
export interface Fault {
  /** Service it happens to; all by default. */
  service?: string;
  on: 'create' | 'poll' | 'download' | 'job';
  /**
   * create and poll: an HTTP status, "drop" (the connection ends before the service has seen the request) or, for
   * create, "lose-answer" (accepted, but the answer never arrives); poll: "stale" (an older state is told once more).
   * download: an HTTP status, "expired", "truncated", "slow". job: "moderation", "fails", "slow".
   */
  how: number | 'drop' | 'lose-answer' | 'stale' | 'expired' | 'truncated' | 'slow' | 'moderation' | 'fails';
  /** Seconds of a Retry-After header. */
  retryAfter?: number;
  /** How often; once by default. */
  times?: number;
  /** Only requests whose prompt has this in it (create and job). */
  prompt?: string;
}

export interface JobStoreOptions {
  /** Milliseconds from acceptance to the finished clip. */
  latency: number;
  /** Makes the clip of an order and tells where it lies. */
  makeClip(order: Order): Promise<string>;
  now(): number;
}

/** All jobs of all services, and the faults that await them. */
export interface JobStore {
  jobs: Map<string, Job>;
  accept(service: string, order: Order, id?: string): Job;
  get(service: string, id: string): Job | undefined;
  byClientId(service: string, clientId: string): Job | undefined;
  /** All jobs of a service, the latest first. */
  of(service: string): Job[];
  view(job: Job): JobView;
  /** Answers as if no job had got further than the queue, as a service does whose machines do not agree yet. */
  asBefore<T>(answer: () => T): T;
  cancel(job: Job): boolean;
  /** Takes a fault that fits, if there is one. */
  fault(service: string, on: Fault['on'], prompt?: string): Fault | undefined;
  addFaults(faults: readonly Fault[]): void;
  /** Milliseconds from acceptance to the finished clip, for jobs to come. */
  setLatency(milliseconds: number): void;
  /** Dollars for all that succeeded. */
  spent(): number;
}

/** Longer than any test waits. */
const slowFactor = 20;

export function createJobStore({ latency: atFirst, makeClip, now }: JobStoreOptions): JobStore {
  let latency = atFirst;
  const jobs = new Map<string, Job>();
  let faults: Fault[] = [];
  const take = (service: string, on: Fault['on'], prompt = ''): Fault | undefined => {
    const found = faults.find(
      fault => fault.on === on && (fault.service ?? service) === service && prompt.includes(fault.prompt ?? ''),
    );
    if (!found) return undefined;
    found.times = (found.times ?? 1) - 1;
    faults = faults.filter(fault => (fault.times ?? 1) > 0);
    return found;
  };
  let before = false;
  const view = (job: Job): JobView => {
    const moderated = job.outcome === 'moderation';
    if (before && job.canceledAt === undefined) return { phase: 'queued', progress: 0, moderated };
    const share = (now() - job.acceptedAt) / Math.max(1, job.finishesAt - job.acceptedAt);
    const progress = Math.min(1, Math.max(0, share));
    if (job.canceledAt !== undefined) return { phase: 'canceled', progress, moderated };
    if (share >= 1 && job.outcome !== 'succeeds') return { phase: 'failed', progress: 1, moderated };
    if (share >= 1 && job.clipReady) return { phase: 'succeeded', progress: 1, moderated };
    return { phase: share < 0.2 ? 'queued' : 'running', progress: Math.min(0.99, progress), moderated };
  };
  return {
    jobs,
    view,
    asBefore(answer) {
      before = true;
      try {
        return answer();
      } finally {
        before = false;
      }
    },
    accept(service, order, id = randomUUID()) {
      const fault = take(service, 'job', order.prompt);
      const outcome = fault?.how === 'moderation' || fault?.how === 'fails' ? fault.how : 'succeeds';
      const acceptedAt = now();
      const job: Job = {
        ...order,
        id,
        service,
        acceptedAt,
        createdAt: new Date(),
        finishesAt: acceptedAt + latency * (fault?.how === 'slow' ? slowFactor : 1),
        outcome,
        clip: outcome === 'succeeds' ? makeClip(order) : Promise.resolve(''),
        clipReady: false,
        polls: 0,
        downloads: 0,
        addresses: 0,
        expired: new Set(),
      };
      job.clip.then(
        () => (job.clipReady = true),
        () => (job.outcome = 'fails'),
      );
      jobs.set(`${service}/${id}`, job);
      return job;
    },
    get: (service, id) => {
      const job = jobs.get(`${service}/${id}`);
      return job?.deleted ? undefined : job;
    },
    byClientId: (service, clientId) =>
      [...jobs.values()].find(job => job.service === service && job.clientId === clientId),
    of: name => [...jobs.values()].filter(({ service, deleted }) => service === name && !deleted).reverse(),
    cancel(job) {
      const { phase } = view(job);
      if (phase !== 'queued' && phase !== 'running') return false;
      job.canceledAt = now();
      return true;
    },
    fault: take,
    setLatency(milliseconds) {
      latency = milliseconds;
    },
    addFaults(more) {
      faults.push(...more.map(fault => ({ ...fault })));
    },
    spent: () => [...jobs.values()].reduce((sum, job) => sum + (view(job).phase === 'succeeded' ? job.usd : 0), 0),
  };
}

import { InvalidArgumentError } from 'commander';

/** A reader of an option's number. @throws {InvalidArgumentError} that says what to give */
function reader(isFit: (value: number) => boolean, form: string): (text: string) => number {
  return text => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isFinite(value) || !isFit(value)) throw new InvalidArgumentError(`Give ${form}.`);
    return value;
  };
}

/** Threads to draw with: each holds memory of its own, and thousands of them would take the machine down. */
const mostThreads = 256;

export const readNumber = reader(() => true, 'a number');
export const readPositive = reader(value => value > 0, 'a number above 0');
export const readFromZero = reader(value => value >= 0, 'a number from 0');
export const readThreads = reader(
  value => Number.isInteger(value) && value >= 1 && value <= mostThreads,
  `a whole number from 1 to ${mostThreads}`,
);
/** The port of a server; with 0 the system chooses a free one. */
export const readPort = reader(value => Number.isInteger(value) && value >= 0 && value <= 65_535, 'a port, 0 to 65535');
/** At least so many, whole. */
export const readCount = (least: number): ((text: string) => number) =>
  reader(value => Number.isInteger(value) && value >= least, `a whole number from ${least}`);

import type { Service } from '../service.ts';
import { falService } from './fal.ts';
import { runwayService } from './runway.ts';

/** Every API that the emulator speaks. */
export const services: readonly Service[] = [runwayService, falService];

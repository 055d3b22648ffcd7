import type { Service } from '../service.ts';
import { comfyuiService } from './comfyui.ts';
import { falService } from './fal.ts';
import { heygenService } from './heygen.ts';
import { klingService } from './kling.ts';
import { lumaService } from './luma.ts';
import { replicateService } from './replicate.ts';
import { runwayService } from './runway.ts';
import { synthesiaService } from './synthesia.ts';
import { veoService } from './veo.ts';

/** Every API that the emulator speaks; Luma and Veo for the SDKs that others bring along. */
export const services: readonly Service[] = [
  runwayService,
  falService,
  klingService,
  synthesiaService,
  heygenService,
  replicateService,
  comfyuiService,
  lumaService,
  veoService,
];

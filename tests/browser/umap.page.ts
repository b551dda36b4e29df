import '@tensorflow/tfjs-backend-cpu';
import { projectUmap } from '@hourglass/latent-vis';

export interface UmapPage {
  projectUmap: typeof projectUmap;
}

Object.assign(window, { projectUmap } satisfies UmapPage);

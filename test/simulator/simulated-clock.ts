import { Clock } from '@app/kernel';
import { simulatedNowMs } from './simulated-platform.js';

export class SimulatedClock extends Clock {
  override nowMs(): number {
    return simulatedNowMs();
  }
}

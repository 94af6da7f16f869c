import { SystemClock } from '@app/kernel';

console.log(new SystemClock().nowMs());

import { ProgressDisplay } from './progress-bar.js';

describe('the progress of a run', () => {
  it('is a bar in one line of a terminal, which is cleared at the end', () => {
    const display = new ProgressDisplay(true);
    expect(display.show({ done: 1, total: 3, text: '1 of 3' })).toBe(
      `\r\u001b[K[${'#'.repeat(10)}${'.'.repeat(20)}] 1 of 3`,
    );
    expect(display.show({ done: 3, total: 3, text: '3 of 3' })).toMatch(`[${'#'.repeat(30)}] 3 of 3`);
    expect(display.end()).toBe('\r\u001b[K');
  });

  it('is a line for each step elsewhere, and none for what was said already', () => {
    const display = new ProgressDisplay(false);
    const step = { done: 0, total: 0, text: '0 of 0' };
    expect([display.show(step), display.show(step), display.end()]).toEqual(['0 of 0\n', '', '']);
    expect(new ProgressDisplay(true).show(step)).toMatch('[##');
  });
});

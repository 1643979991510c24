const real = [
  'hrtime',
  'nextTick',
  'performance',
  'queueMicrotask',
  'setImmediate',
  'clearImmediate',
  'setInterval',
  'clearInterval',
  'setTimeout',
  'clearTimeout',
] as const;

/** Sets the time of day by hand; everything else goes on in real time. To be ended with `jest.useRealTimers()`. */
export function stopClock() {
  jest.useFakeTimers({
    now: Date.parse('2026-12-01T12:00:00.000Z'),
    doNotFake: [...real],
  });
  return {
    wait: (minutes: number) =>
      jest.setSystemTime(Date.now() + minutes * 60_000),
  };
}

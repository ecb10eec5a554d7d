import type { DeviceReport, TabApi } from '../shared/index.ts';

const trips = 101;

/** The worker's measurement of the device, with what only the page can time: a verb without work, there and back. Null: it was stopped. */
export async function measureDevice(
  call: <T>(verb: (api: Pick<TabApi, 'measureDevice' | 'ping'>) => Promise<T>) => Promise<T>,
): Promise<DeviceReport | null> {
  const times: number[] = [];
  for (let trip = 0; trip < trips; trip += 1) {
    const startMs = performance.now();
    await call((api) => api.ping());
    times.push(performance.now() - startMs);
  }
  // The median hears nothing of the first ones, which warm both sides up.
  const roundTripMs = times.sort((a, b) => a - b)[trips >> 1] ?? Number.NaN;
  const report = await call((api) => api.measureDevice());
  return report && { ...report, roundTripMs };
}

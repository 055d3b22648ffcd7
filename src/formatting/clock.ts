/**
 * A time as people read it: "1:05", with decimals "1:05.3". Rounded before it is split, so that no second is called 60.
 *
 * @param seconds  0 or more; less counts as 0
 * @param decimals digits after the point
 */
export function clock(seconds: number, decimals = 0): string {
  const units = 10 ** decimals;
  const total = Math.max(0, Math.round(seconds * units));
  const rest = ((total % (60 * units)) / units).toFixed(decimals);
  return `${Math.floor(total / (60 * units))}:${rest.padStart(decimals > 0 ? decimals + 3 : 2, '0')}`;
}

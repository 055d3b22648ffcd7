/** An amount for people: "$1.20", and with what is less than a cent, "$0.125", so that a list adds up to its sum. */
export function dollars(usd: number): string {
  const isWhole = Math.abs(usd * 100 - Math.round(usd * 100)) < 1e-6;
  return `$${isWhole ? usd.toFixed(2) : usd.toFixed(4).replace(/0+$/, '')}`;
}

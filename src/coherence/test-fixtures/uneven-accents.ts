/** Light that each accent shines up by, from nothing to strong, at frames that keep to no beat; it dies away between. */
export const unevenAccents = new Map([
  [7, 0.5],
  [16, 1],
  [27, 0.3],
  [33, 0.8],
  [46, 0.6],
  [58, 1],
  [63, 0.4],
  [77, 0.9],
  [85, 0.2],
]);

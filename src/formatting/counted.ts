/** "1 scene", "2 scenes". @param many the word for any other number than one */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

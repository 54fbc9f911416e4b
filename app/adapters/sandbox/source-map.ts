/** Per generated line, pairs of 0-based columns [generated, original], in ascending order. */
export type LineMappings = ReadonlyArray<ReadonlyArray<readonly [number, number]>>;

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/**
 * Decodes the `mappings` of a source map with one source whose lines did not move (what sucrase
 * writes): the original line of every segment is its generated line.
 */
export function decodeMappings(mappings: string): LineMappings {
  let originalColumn = 0;
  return mappings.split(";").map((line) => {
    let generatedColumn = 0;
    const pairs: Array<readonly [number, number]> = [];
    for (const segment of line.split(",")) {
      const fields = decodeSegment(segment);
      if (fields.length < 4) continue;
      generatedColumn += fields[0] ?? 0;
      originalColumn += fields[3] ?? 0;
      pairs.push([generatedColumn, originalColumn]);
    }
    return pairs;
  });
}

/** Base64 VLQ: six bits a digit, the highest of them says that more follow, the lowest is the sign. */
function decodeSegment(segment: string): number[] {
  const fields: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = digits.indexOf(digit);
    value += (bits & 31) << shift;
    shift += 5;
    if ((bits & 32) !== 0) continue;
    fields.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return fields;
}

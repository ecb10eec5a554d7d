/** Whether JSON text nests deeper than this, counted without parsing it: in one pass, in no memory. Text that is no JSON counts too. */
export function isDeeperThan(text: string, levels: number): boolean {
  let depth = 0;
  let isInString = false;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text[index];
    if (isInString) {
      if (unit === '\\') index += 1;
      else if (unit === '"') isInString = false;
    } else if (unit === '"') isInString = true;
    else if (unit === '{' || unit === '[') {
      depth += 1;
      if (depth > levels) return true;
    } else if (unit === '}' || unit === ']') depth -= 1;
  }
  return false;
}

const words =
  /out of memory|lack of memory|bad_alloc|alloc\w* (?:failed|memory)|(?:allocate|enlarge|grow) memory/i;

/** Whether an error of a model that was loading, or what caused it, says that there was too little memory. */
export function isWantOfMemory(thrown: unknown): boolean {
  for (let error = thrown, depth = 0; error instanceof Error && depth < 5; error = error.cause, depth += 1) {
    if (words.test(error.message)) return true;
  }
  return false;
}

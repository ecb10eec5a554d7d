/**
 * Lets no transaction of fake-indexeddb commit with more than this many rows: it aborts with QuotaExceededError, as a
 * browser does when storage is full. Returns what takes the limit away.
 */
export function limitRows(most: number): () => void {
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (this: IDBObjectStore, ...values) {
    const request = put.apply(this, values);
    const count = this.count();
    count.onsuccess = () => {
      if (count.result > most) abortFor(this.transaction);
    };
    return request;
  };
  return () => {
    IDBObjectStore.prototype.put = put;
  };
}

/** fake-indexeddb's own way to abort for a reason. */
function abortFor(transaction: IDBTransaction): void {
  (transaction as IDBTransaction & { _abort(name: string): void })._abort('QuotaExceededError');
}

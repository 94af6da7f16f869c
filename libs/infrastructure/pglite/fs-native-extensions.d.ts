declare module 'fs-native-extensions' {
  /** Takes an exclusive lock on the open file, or returns false when another holds it. The kernel drops it with the file. */
  export function tryLock(fileDescriptor: number): boolean;
}

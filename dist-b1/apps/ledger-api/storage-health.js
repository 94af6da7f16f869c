/** Whether what this API stores things in answers. */
export class StorageHealth {
}
//# sourceMappingURL=storage-health.js.map
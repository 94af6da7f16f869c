export {};
//# sourceMappingURL=block-intent.js.map
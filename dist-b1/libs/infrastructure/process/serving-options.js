export {};
//# sourceMappingURL=serving-options.js.map
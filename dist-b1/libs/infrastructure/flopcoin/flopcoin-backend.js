export {};
//# sourceMappingURL=flopcoin-backend.js.map
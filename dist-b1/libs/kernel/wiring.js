/**
 * A provider that constructs `useCase` from what stands behind `inject`, in the order of its constructor. The compiler
 * checks each against its parameter; the use case itself knows nothing of the container.
 */
export function construct(useCase, inject) {
    return {
        provide: useCase,
        useFactory: (...dependencies) => new useCase(...dependencies),
        inject: inject,
    };
}
//# sourceMappingURL=wiring.js.map
/** A class as a dependency-injection token: abstract ones are ports. */
type Token<T> = abstract new (...args: never[]) => T;

/**
 * A provider that constructs `useCase` from what stands behind `inject`, in the order of its constructor. The compiler
 * checks each against its parameter; the use case itself knows nothing of the container.
 */
export function construct<Dependencies extends unknown[], UseCase>(
  useCase: new (...dependencies: Dependencies) => UseCase,
  inject: { [Place in keyof Dependencies]: Token<Dependencies[Place]> },
) {
  return {
    provide: useCase,
    useFactory: (...dependencies: Dependencies) => new useCase(...dependencies),
    inject: inject as Token<unknown>[],
  };
}

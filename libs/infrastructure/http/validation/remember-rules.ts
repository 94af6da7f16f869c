import { getMetadataStorage } from 'class-validator';

/**
 * At each validation class-validator goes through all classes that it knows for the rules of one, which costs more than the
 * rules themselves. This has it look once for each class. Rules are declared by decorators, so a class that can be validated has
 * all of them; what is asked with groups or with a schema is looked for as before.
 */
export function rememberRules(): void {
  const storage = getMetadataStorage();
  const find = storage.getTargetValidationMetadatas.bind(storage);
  const remembered = new WeakMap<object, ReturnType<typeof find>>();
  storage.getTargetValidationMetadatas = (type, schema, always, strictGroups, groups) => {
    if (schema || always || strictGroups || groups) return find(type, schema, always, strictGroups, groups);
    const known = remembered.get(type) ?? find(type, schema, always, strictGroups, groups);
    remembered.set(type, known);
    return known;
  };
}

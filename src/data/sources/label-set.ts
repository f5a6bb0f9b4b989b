// Labels by name, as they come from outside. The prototype is empty, so that a label called constructor or __proto__ is an
// ordinary key and an absent one is undefined; being a class keeps the objects small and fast.
export class LabelSet {
  [name: string]: string;
}

Reflect.deleteProperty(LabelSet.prototype, 'constructor');
Object.setPrototypeOf(LabelSet.prototype, null);

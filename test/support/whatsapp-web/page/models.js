// Events, models and collections, as little of them as the library touches.

/** @param {string} detail told to the server, so that a test sees what went wrong inside the page */
let report = () => {};
export const reportTo = (listener) => {
  report = listener;
};

class Emitter {
  #listeners = new Map();
  on(names, listener) {
    for (const name of names.split(' ')) {
      if (!this.#listeners.has(name)) this.#listeners.set(name, new Set());
      this.#listeners.get(name).add(listener);
    }
    return this;
  }
  off(names, listener) {
    for (const name of names.split(' ')) this.#listeners.get(name)?.delete(listener);
    return this;
  }
  once(name, listener) {
    const heard = (...args) => {
      this.off(name, heard);
      listener(...args);
    };
    return this.on(name, heard);
  }
  trigger(name, ...args) {
    for (const listener of [...(this.#listeners.get(name) ?? [])]) {
      try {
        listener(...args);
      } catch (error) {
        report('listener', `${name}: ${error.message}`);
      }
    }
  }
}

class Model extends Emitter {
  #collections = new Set();
  constructor(attributes = {}) {
    super();
    Object.assign(this, attributes);
  }
  joined(collection) {
    this.#collections.add(collection);
  }
  serialize() {
    const kept = Object.entries(this).filter(
      ([key, value]) => !key.startsWith('_') && typeof value !== 'function' && !(value instanceof Emitter),
    );
    return Object.fromEntries(kept);
  }
  toJSON() {
    return this.serialize();
  }
  set(attributes) {
    for (const [key, value] of Object.entries(attributes)) {
      const before = this[key];
      if (before === value) continue;
      this[key] = value;
      for (const target of [this, ...this.#collections]) {
        target.trigger(`change:${key}`, this, value, before);
        target.trigger('change', this);
      }
    }
  }
}

/** Models by id; `keyOf` reads the id's own spelling, which WhatsApp has renamed once. */
class Collection extends Emitter {
  constructor(keyOf, modelClass = Model) {
    super();
    this.keyOf = keyOf;
    this.modelClass = modelClass;
    this.models = new Map();
  }
  get(id) {
    return this.models.get(typeof id === 'string' ? id : this.keyOf(id));
  }
  async find(id) {
    return this.get(id);
  }
  add(given) {
    const model = given instanceof Model ? given : new this.modelClass(given);
    model.joined(this);
    this.models.set(this.keyOf(model.id), model);
    this.trigger('add', model);
    return model;
  }
  remove(model) {
    this.models.delete(this.keyOf(model.id));
    this.trigger('remove', model);
  }
  getModelsArray() {
    return [...this.models.values()];
  }
}

export { Collection, Emitter, Model };

import { pages } from '../../src/admin/admin-app.ts';
import type { AdminDeps } from '../../src/admin/shell/deps.ts';
import { loadTexts } from '../../src/texts/load.ts';

/** One address of the office, as express has it: `/usulan/:id`. */
export interface Route {
  method: 'get' | 'post';
  path: string;
}

/** Streams that stay open and hold no words; a test of their own looks at them. */
const streams = ['/beranda/kabar'];

/** Every address that the office's pages answer, read from the routers themselves, so that none can be forgotten; without the streams. */
export function officeRoutes(): Route[] {
  // The routers look at nothing else of this before a request comes.
  const routers = pages({ texts: loadTexts() } as AdminDeps);
  return routers.flatMap(({ stack }) =>
    stack.flatMap(({ route }) => {
      if (!route) return [];
      const { methods } = route as unknown as { methods: Record<string, boolean> };
      const paths = [route.path].flat() as string[];
      const whole = paths.filter((path) => !streams.includes(path));
      return whole.flatMap((path) =>
        (['get', 'post'] as const).filter((method) => methods[method]).map((method) => ({ method, path })),
      );
    }),
  );
}

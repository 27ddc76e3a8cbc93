import { join } from 'node:path';

/** Where the kernel is kept that was fetched: nobody commits it, and a new installation begins anew. */
export const KERNEL_FOLDER = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'debian-kernel');

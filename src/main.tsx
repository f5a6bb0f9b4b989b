// Entry of the program. Everything else is reached from src/cli.
import { main } from './cli/main.ts';

void main(process.argv.slice(2));

import { Option } from 'commander';

export const jsonOption = (): Option => new Option('--json', 'print one JSON object as the last line of stdout');

export declare function fillTemplate(template: string, name: string, target: string): string[];

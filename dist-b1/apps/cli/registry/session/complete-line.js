/** For readline: the words that may follow, and the beginning that they complete. Command words only. */
export function completeLine(program, line) {
    const words = line.trimStart().split(/\s+/);
    const beginning = words.pop() ?? '';
    let group = program;
    for (const word of words) {
        if (word !== 'help')
            group = group?.commands.find((command) => command.name() === word);
    }
    const names = group
        ?.createHelp()
        .visibleCommands(group)
        .map((command) => command.name()) ?? [];
    return [names.filter((name) => name.startsWith(beginning)).map((name) => `${name} `), beginning];
}
//# sourceMappingURL=complete-line.js.map
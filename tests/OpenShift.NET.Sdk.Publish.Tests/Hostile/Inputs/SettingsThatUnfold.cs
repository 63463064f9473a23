namespace OpenShift.NET.Sdk.Publish.Tests.Hostile.Inputs;

/// <summary>Settings and scripts made to be read without end: aliases of aliases, entities of entities, nesting, quotes without end.</summary>
public sealed class SettingsThatUnfold : HostileInput
{
    public override string Build(string folder)
    {
        string aliases = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 20).Select(static i => FormattableString.Invariant($"{(char)('a' + i)}: &{(char)('a' + i)} [{string.Join(',', Enumerable.Repeat($"*{(char)('a' + i - 1)}", 10))}]\n")));
        string entities = "<!DOCTYPE c [<!ENTITY a \"x\">" + string.Concat(Enumerable.Range(1, 20).Select(static i => FormattableString.Invariant($"<!ENTITY {(char)('a' + i)} \"{string.Concat(Enumerable.Repeat($"&{(char)('a' + i - 1)};", 10))}\">"))) + "]><c>&u;</c>";
        return new HostileLayout(folder).Layer(tar =>
        {
            tar.Entry("bin/sh", content: "\u007fELF"u8);
            Text(tar, "app/a.yaml", aliases);
            Text(tar, "app/web.config", entities);
            Text(tar, "app/appsettings.json", new string('[', 200_000));
            Text(tar, "app/appsettings.Deep.json", string.Concat(Enumerable.Repeat("{\"a\":", 40_000)));
            Text(tar, "app/deep.yaml", string.Concat(Enumerable.Repeat("- ", 100_000)));
            Text(tar, "app/flow.yaml", new string('[', 200_000));
            Text(tar, "app/deep.config", string.Concat(Enumerable.Repeat("<a>", 80_000)));
            Text(tar, "app/wide.config", "<a " + string.Concat(Enumerable.Range(0, 20_000).Select(static i => $"a{i}='' ")) + "/>");
            Text(tar, "app/run", "#!/bin/sh\n" + string.Concat(Enumerable.Repeat("$(", 100_000)));
            foreach ((int i, string opening) in (string[])["((", "{ ", "if ", "case x in ", "\"$(", "`", "${a:-", "<<A\n", "'", "while :; do ", "f() "] is { } all ? all.Index() : [])
            {
                Text(tar, FormattableString.Invariant($"app/s{i}.sh"), "#!/bin/sh\n" + string.Concat(Enumerable.Repeat(opening, 200_000 / opening.Length)));
                Text(tar, FormattableString.Invariant($"app/n{i}.sh"), "#!/bin/sh\n" + (i == 10 ? "." : ". /app/n" + (i + 1) + ".sh\n. /app/n" + i + ".sh\n"));
            }
        }).Write(static (_, config) => config["config"]!["Entrypoint"] = new System.Text.Json.Nodes.JsonArray("/bin/sh", "-c", string.Join(";", Enumerable.Range(0, 11).Select(static i => $". /app/s{i}.sh; . /app/n{i}.sh")) + "; exec /app/run"));
    }

    private static void Text(TarBlocks tar, string path, string text) => tar.Entry(path, content: System.Text.Encoding.UTF8.GetBytes(text));
}

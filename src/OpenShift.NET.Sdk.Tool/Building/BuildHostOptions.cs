namespace OpenShift.NET.Sdk.Tool.Building;

/// <summary>What a process that stays with a project builds: its command line.</summary>
/// <param name="Sdk">Folder of the .NET SDK.</param>
/// <param name="File">Full path of the project file.</param>
/// <param name="Answer">The file that every build writes what it has left to.</param>
/// <param name="Compiler">Name of the compiler's server, which is this process's own.</param>
/// <param name="Configuration">The configuration; <see langword="null"/> for the .NET SDK's own choice.</param>
/// <param name="Framework">The target framework; <see langword="null"/> for the only one.</param>
internal sealed record BuildHostOptions(string Sdk, string File, string Answer, string Compiler, string? Configuration, string? Framework)
{
    /// <summary>The word that makes this program such a process.</summary>
    public const string Mode = "build-host";

    /// <summary>The program that <c>dotnet</c> starts for it: it runs on the .NET SDK's own runtime.</summary>
    public string RuntimeConfiguration => Path.Combine(Sdk, "MSBuild.runtimeconfig.json");

    /// <summary>The arguments, the mode first.</summary>
    public string[] ToArguments() => [Mode, Sdk, File, Answer, Compiler, Configuration ?? "", Framework ?? ""];

    /// <summary>Reads them; <see langword="null"/> when they are others.</summary>
    public static BuildHostOptions? Read(string[] arguments) => arguments is [Mode, var sdk, var file, var answer, var compiler, var configuration, var framework]
        ? new BuildHostOptions(sdk, file, answer, compiler, Named(configuration), Named(framework))
        : null;

    private static string? Named(string text) => text.Length == 0 ? null : text;
}

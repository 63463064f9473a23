using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace OpenShift.NET.Sdk.Tool.Building;

/// <summary>
/// The process that stays with a project: it holds MSBuild as the .NET SDK brings it, warm, and the project evaluated. It ends with its standard input, and its compiler's server with it.
/// </summary>
internal static class BuildHostProgram
{
    /// <summary>Runs it to its end.</summary>
    public static int Run(string[] arguments)
    {
        if (BuildHostOptions.Read(arguments) is not { } options)
        {
            return ExitCodes.CouldNotRun;
        }

        // Whoever asks for builds decides: a terminal sends Ctrl+C to both.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static c => c.Cancel = true);
        Stream input = Console.OpenStandardInput();
        Stream output = Console.OpenStandardOutput();

        // The output is the conversation; what tasks write to the console would be in between.
        Console.SetOut(TextWriter.Null);
        Console.SetIn(TextReader.Null);
        AssemblyLoadContext.Default.Resolving += (context, name) => Path.Combine(options.Sdk, name.Name + ".dll") is var file && File.Exists(file) ? context.LoadFromAssemblyPath(file) : null;
        foreach ((string name, string value) in ((string, string)[])
        [
            ("MSBUILD_EXE_PATH", Path.Combine(options.Sdk, "MSBuild.dll")),
            ("MSBuildExtensionsPath", options.Sdk + Path.DirectorySeparatorChar),
            ("MSBuildSDKsPath", Path.Combine(options.Sdk, "Sdks")),
            ("MSBuildLoadMicrosoftTargetsReadOnly", "true"),
            ("DOTNET_HOST_PATH", Environment.ProcessPath!),
            ("MSBUILDUSESERVER", "0"),
        ])
        {
            Environment.SetEnvironmentVariable(name, value);
        }

        Serve(options, input, output);
        return ExitCodes.Clean;
    }

    // MSBuild's assemblies are not there before they are resolved.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Serve(BuildHostOptions options, Stream input, Stream output) => new BuildLoop(options, output).Run(input);
}

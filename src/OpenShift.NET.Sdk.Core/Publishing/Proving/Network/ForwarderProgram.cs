using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace OpenShift.NET.Sdk.Publishing.Proving.Network;

/// <summary>The program that serves as forwarder when it is started with <see cref="ForwarderOptions.Mode"/>.</summary>
internal static class ForwarderProgram
{
    private const string Stages = "openshift-stages";
    private const string Tool = "openshift-image";

    /// <summary>Runs as the forwarder that the arguments ask for, until the standard input ends: whoever started it is gone then.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] arguments, Stream input, TextWriter output, TextWriter errors)
    {
        try
        {
            using var server = new ForwarderServer(ForwarderOptions.Parse(arguments.AsSpan(1)));
            using var end = new CancellationTokenSource();
            Task serving = server.RunAsync(end.Token);
            await output.WriteAsync("ready\n").ConfigureAwait(false);
            await output.FlushAsync().ConfigureAwait(false);
            byte[] nothing = new byte[64];
            try
            {
                while (await input.ReadAsync(nothing).ConfigureAwait(false) > 0)
                {
                }
            }
            catch (IOException)
            {
                // An end as well.
            }

            await end.CancelAsync().ConfigureAwait(false);
            await serving.ConfigureAwait(false);
            return 0;
        }
        catch (Exception e) when (e is FormatException or System.Net.Sockets.SocketException or System.ComponentModel.Win32Exception or ArgumentException)
        {
            await errors.WriteAsync(e.Message + "\n").ConfigureAwait(false);
            return 1;
        }
    }

    /// <summary>How the forwarder is started: this program itself where it is one, else the one that lies beside the tasks, run by the .NET that runs this.</summary>
    /// <returns>Program and first arguments; <see langword="null"/> when there is none.</returns>
    public static ImmutableArray<string>? Find()
    {
        string? own = Environment.ProcessPath;
        if (own is not null && Path.GetFileNameWithoutExtension(own) is Stages or Tool)
        {
            return [own];
        }

        string? dotnet = own is not null && Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH");
        dotnet ??= Beside(Path.GetDirectoryName(typeof(object).Assembly is { } core ? LocationOf(core) : null), "../../../dotnet");
        return dotnet is null ? null : FindManaged() is { } program ? [dotnet, program] : null;
    }

    private static string? FindManaged()
    {
        // The tasks of one platform lie beside the portable ones: tasks/net10.0-linux-x64, tasks/net10.0.
        foreach (string? folder in (string?[])[Path.GetDirectoryName(LocationOf(typeof(ForwarderProgram).Assembly)), AppContext.BaseDirectory])
        {
            string? portable = folder is null ? null : Path.Combine(folder, "..", Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)).Split('-')[0]);
            if ((Beside(folder, Stages + ".dll") ?? Beside(folder, Tool + ".dll") ?? Beside(portable, Stages + ".dll")) is { } program)
            {
                return program;
            }
        }

        return null;
    }

    private static string? Beside(string? folder, string file) => string.IsNullOrEmpty(folder) ? null : Path.GetFullPath(Path.Combine(folder, file)) is var path && File.Exists(path) ? path : null;

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "A native program has no assemblies: it is the forwarder itself, and never comes here.")]
    private static string? LocationOf(System.Reflection.Assembly assembly) => assembly.Location;
}

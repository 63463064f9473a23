using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.Proving.InPlace;

/// <summary>A container's command as it is started in place.</summary>
/// <param name="Program">Full path of the program.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record InPlaceCommand(string Program, ImmutableArray<string> Arguments)
{
    /// <summary>Finds what a command of the image is here: <c>dotnet</c> is this machine's, paths of the application are where it was laid out.</summary>
    /// <param name="command">Program and arguments.</param>
    /// <param name="workingDirectory">Working directory in the image.</param>
    /// <param name="find">What is at a path of the image here; <see langword="null"/> when nothing is.</param>
    /// <param name="dotnet">Full path of this machine's <c>dotnet</c>; <see langword="null"/> without one.</param>
    /// <returns><see langword="null"/> when the program is none of the application's.</returns>
    public static InPlaceCommand? Of(ImmutableArray<string> command, string workingDirectory, Func<string, string?> find, string? dotnet)
    {
        if (command.IsEmpty)
        {
            return null;
        }

        string program = command[0];
        string? place = program.Contains('/', StringComparison.Ordinal) ? find(Absolute(program)) : null;
        place ??= program == "dotnet" || program.EndsWith("/dotnet", StringComparison.Ordinal) ? dotnet : null;
        return place is null ? null : new InPlaceCommand(place, [.. command.Skip(1).Select(a => a.StartsWith('/') && find(a) is { } here ? here : a)]);

        string Absolute(string path) => path.StartsWith('/') ? path : workingDirectory.TrimEnd('/') + "/" + (path.StartsWith("./", StringComparison.Ordinal) ? path[2..] : path);
    }
}

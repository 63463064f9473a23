using System.Collections.Immutable;

namespace OpenShift.NET.Sdk.Publishing.Running;

/// <summary>What <c>dotnet</c> is called with to build a project up to its checked image.</summary>
/// <param name="File">Full path of the project file.</param>
/// <param name="Configuration">The configuration; <see langword="null"/> for the .NET SDK's own choice.</param>
/// <param name="Framework">The target framework; <see langword="null"/> for the only one.</param>
internal sealed record BuildArguments(string File, string? Configuration, string? Framework)
{
    /// <summary>The target that leaves an image to run.</summary>
    public const string Target = "_OpenShiftPrepareRun";

    /// <summary>The property that says where to write what there is to run.</summary>
    public const string AnswerProperty = "_OpenShiftRunFile";

    /// <summary>The arguments.</summary>
    /// <param name="answer">The file that the build writes what it has left to.</param>
    /// <param name="restores">Whether packages are restored first.</param>
    public ImmutableArray<string> Of(string answer, bool restores)
    {
        string[] properties = [$"{AnswerProperty}={answer}", .. Configuration is null ? (string[])[] : [$"Configuration={Configuration}"]];
        return
        [
            // Not "build", which adds a summary to each.
            "msbuild", File, "-t:" + Target, "-tl:off", "-nologo", restores ? "-v:minimal" : "-v:quiet",
            .. properties.Select(static p => "-p:" + p),
            .. Framework is null ? (string[])[] : [$"-p:TargetFramework={Framework}"],

            // With one property of its own the restore takes no other: all projects are restored for the frameworks they name, whichever is run.
            .. restores ? (string[])["-restore", .. properties.Select(static p => "-rp:" + p)] : [],
        ];
    }
}

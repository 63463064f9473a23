using OpenShift.NET.Sdk.Publishing.Proving;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Tests.Publishing.Proving.Scripted;

/// <summary>How a program behaves: what a container of it does in each situation.</summary>
internal sealed record Script
{
    /// <summary>When it listens.</summary>
    public TimeSpan ListensAfter { get; init; } = TimeSpan.FromMilliseconds(60);

    /// <summary>The ports it listens on.</summary>
    public int[] Ports { get; init; } = [8080];

    /// <summary>The address it listens on.</summary>
    public string Address { get; init; } = "0.0.0.0";

    /// <summary>The answer to a request: head, without the empty line, and body.</summary>
    public Func<ScriptedRequest, string> Answer { get; init; } = static r => r.Path is "/healthz" or "/livez" or "/readyz" ? ScriptedRequest.Ok("Healthy") : ScriptedRequest.Status(404);

    /// <summary>Lines it writes at its start.</summary>
    public string[] Log { get; init; } = ["Now listening on: http://[::]:8080"];

    /// <summary>The exit code with which it ends by itself, and when; <see langword="null"/> when it goes on.</summary>
    public (TimeSpan After, int Code)? Ends { get; init; }

    /// <summary>What SIGTERM makes of it: when it ends, with which code; <see langword="null"/> when it ignores it.</summary>
    public (TimeSpan After, int Code)? Terminates { get; init; } = (TimeSpan.FromMilliseconds(20), 0);

    /// <summary>Variables without which it ends with code 1, naming them.</summary>
    public string[] Demands { get; init; } = [];

    /// <summary>What it has written, by its age.</summary>
    public Func<TimeSpan, WrittenFile[]> Written { get; init; } = static _ => [];

    /// <summary>What a command in it answers.</summary>
    public Func<string, (int, string)> Execute { get; init; } = static c => (127, $"exec: {c}: not found");

    /// <summary>Its processes, by its age and whether it is about to end; <see langword="null"/> for one of its command.</summary>
    public Func<TimeSpan, bool, ContainerProcess[]>? Processes { get; init; }

    /// <summary>Bytes in use.</summary>
    public long Memory { get; init; } = 61L << 20;

    /// <summary>The script as changed by how the container is specified.</summary>
    public Func<ContainerSpecification, Script, Script> In { get; init; } = static (_, s) => s;
}

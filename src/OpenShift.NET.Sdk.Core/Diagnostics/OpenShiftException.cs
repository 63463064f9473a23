namespace OpenShift.NET.Sdk.Diagnostics;

/// <summary>
/// A failure the user can do something about. It carries everything an MSBuild error needs: a code from
/// <see cref="ToolCodes"/>, what was seen, the remedy, and the place when there is one. The message never holds a secret.
/// </summary>
public sealed class OpenShiftException : Exception
{
    /// <summary>Creates the failure.</summary>
    /// <param name="code">The diagnostic code, one of <see cref="ToolCodes"/>.</param>
    /// <param name="seen">What was seen, one sentence without its final full stop.</param>
    /// <param name="remedy">What to do, one sentence with its final full stop.</param>
    /// <param name="place">Where in the user's sources it comes from, when that is known.</param>
    /// <param name="innerException">The cause, for logs of low importance only; it is not shown to users.</param>
    public OpenShiftException(string code, string seen, string remedy, SourceLocation? place = null, Exception? innerException = null)
        : base($"{seen}. {remedy}", innerException)
    {
        Code = code;
        Seen = seen;
        Remedy = remedy;
        Place = place;
    }

    /// <summary>The diagnostic code, for example <c>OSC0041</c>.</summary>
    public string Code { get; }

    /// <summary>What was seen.</summary>
    public string Seen { get; }

    /// <summary>What to do about it.</summary>
    public string Remedy { get; }

    /// <summary>Where in the user's sources it comes from; <see langword="null"/> when only the project as a whole can be named.</summary>
    public SourceLocation? Place { get; }

    /// <summary>The same failure with a place, unless it already has one.</summary>
    public OpenShiftException At(SourceLocation? place) =>
        Place is not null || place is null ? this : new OpenShiftException(Code, Seen, Remedy, place, InnerException);
}

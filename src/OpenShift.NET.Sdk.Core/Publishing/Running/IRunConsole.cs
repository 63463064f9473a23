namespace OpenShift.NET.Sdk.Publishing.Running;

/// <summary>Whoever looks on while an image runs.</summary>
internal interface IRunConsole
{
    /// <summary>A line that the application has written, values of settings hidden.</summary>
    void Write(string line, bool isError);

    /// <summary>What happens, one sentence without a full stop.</summary>
    void Tell(string text);
}

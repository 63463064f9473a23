namespace OpenShift.NET.Sdk.Publishing.Applying;

/// <summary>Whoever looks on while manifests are applied.</summary>
internal interface IApplyConsole
{
    /// <summary>What happens, one sentence without a full stop.</summary>
    void Tell(string text);

    /// <summary>A line of it that is only for who wants to know more.</summary>
    void Detail(string text);

    /// <summary>A line as it is: of a difference, of a container's log.</summary>
    void Write(string line);
}

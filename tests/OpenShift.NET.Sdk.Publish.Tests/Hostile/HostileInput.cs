namespace OpenShift.NET.Sdk.Publish.Tests.Hostile;

/// <summary>One image made to take the machine's time or memory, or to be misread. A derived class is found by itself.</summary>
public abstract class HostileInput
{
    /// <summary>The code it is refused with; <see langword="null"/> when it is judged as any image.</summary>
    public virtual string? Code => null;

    /// <summary>What the refusal says of the image; empty when the code says it all.</summary>
    public virtual string Says => "";

    /// <summary>Makes it.</summary>
    /// <param name="folder">An empty folder for it.</param>
    /// <returns>What <c>openshift-image check</c> is given.</returns>
    public abstract string Build(string folder);

    /// <inheritdoc/>
    public override string ToString() => GetType().Name;
}

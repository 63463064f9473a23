using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Generation.Planning;

/// <summary>A setting and where a deployment keeps it.</summary>
/// <param name="Fact">What the project says.</param>
/// <param name="Parameter">Name of its template parameter; <see langword="null"/> for one that has none.</param>
internal sealed record WorkloadSetting(SettingFact Fact, string? Parameter)
{
    public string Name => Fact.Name;

    public bool IsSecret => Fact.Kind == SettingKind.Secret;

    /// <summary>Whether the container must not start without it.</summary>
    public bool IsDemanded => Fact.Required || Fact.Generate is not null;

    /// <summary>Whether it is understood but in no object: an empty variable would overrule the value inside the image.</summary>
    public bool IsLeftOut => Fact.IsOffered || (!IsSecret && Fact.Default is null && !Fact.Required);
}

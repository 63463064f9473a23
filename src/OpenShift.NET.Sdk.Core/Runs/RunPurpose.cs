namespace OpenShift.NET.Sdk.Runs;

/// <summary>Why a run was made.</summary>
public enum RunPurpose
{
    /// <summary>With a root file system that can be written, to learn what the application would write.</summary>
    Writable,

    /// <summary>As the manifest says.</summary>
    AsDeclared,

    /// <summary>Without one required setting.</summary>
    WithoutSetting,

    /// <summary>Beside another instance.</summary>
    SecondInstance,
}

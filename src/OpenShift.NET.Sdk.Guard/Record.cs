using System;

namespace OpenShiftNetSdk.Generated;

/// <summary>One thing that is looked for.</summary>
// No struct: Native AOT would compile a list of its own for it.
internal sealed class Record
{
    public Record(string kind, string name, string type, string description)
    {
        Kind = kind;
        Name = name;
        Type = type;
        Description = description.Length == 0 ? "." : ": " + description + (description.EndsWith(".", StringComparison.Ordinal) ? "" : ".");
    }

    public string Kind { get; }

    public string Name { get; }

    public string Type { get; }

    /// <summary>What it is for, as the end of a sentence.</summary>
    public string Description { get; }
}

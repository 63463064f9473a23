namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>Who gets a property or an item.</summary>
internal enum HandedTo
{
    /// <summary>Describe, which makes facts of it.</summary>
    Describe,

    /// <summary>Describe, and before the project is compiled the look at its base image.</summary>
    DescribeAndLookahead,

    /// <summary>The targets alone: they decide by it, or give it to a task of their own.</summary>
    Build,
}

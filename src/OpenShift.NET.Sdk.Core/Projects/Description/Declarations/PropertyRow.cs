namespace OpenShift.NET.Sdk.Projects.Description.Declarations;

/// <summary>Which row of the page of properties a property has.</summary>
internal enum PropertyRow
{
    /// <summary>One of its own.</summary>
    Own,

    /// <summary>That of the property before it, which says what both are for.</summary>
    OfTheOneBefore,

    /// <summary>None: it is for those who extend the targets.</summary>
    None,
}

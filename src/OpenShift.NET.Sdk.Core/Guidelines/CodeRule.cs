using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines;

/// <summary>A rule whose subject is the compiled code of the application; without it the rule is not applicable.</summary>
public abstract class CodeRule : Rule
{
    /// <inheritdoc/>
    public sealed override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (NeedsProject && publication.Project is null)
        {
            return [Finding.NotApplicable(Location.OfImage(publication), "is judged without its project")];
        }

        return publication.Code is { Assemblies.IsEmpty: false } code
            ? Check(publication, code)
            : [Finding.NotApplicable(Location.OfImage(publication), "comes without compiled code that could be read")];
    }

    /// <summary>Whether the rule asks the project too, and so says nothing of an image alone.</summary>
    protected virtual bool NeedsProject => false;

    /// <summary>Judges the code.</summary>
    protected abstract IEnumerable<Finding> Check(Publication publication, CodeFacts code);
}

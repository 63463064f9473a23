using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Trials;

[Rule("OSC0592", "Never fails", Fix = "Mend it.")]
internal sealed class Throwing : Rule
{
    public override IEnumerable<Finding> Check(Publication publication)
    {
        yield return Finding.Violation(new Location("First", "first"), "was seen before");
        throw new InvalidOperationException("secret-text");
    }
}

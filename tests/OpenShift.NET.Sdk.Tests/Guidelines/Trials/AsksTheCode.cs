using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Trials;

[Rule("OSC0190", "The code was asked", Fix = "Ask it.")]
internal sealed class AsksTheCode : Rule
{
    public override IEnumerable<Finding> Check(Publication publication) => publication.Code is null ? [] : [];
}

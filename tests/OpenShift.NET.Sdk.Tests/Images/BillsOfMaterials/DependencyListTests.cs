using System.Text;
using OpenShift.NET.Sdk.Images.BillsOfMaterials;

namespace OpenShift.NET.Sdk.Tests.Images.BillsOfMaterials;

[TestClass]
public sealed class DependencyListTests
{
    [TestMethod]
    public void Libraries_their_kind_and_what_they_need_are_read()
    {
        DependencyList list = DependencyList.TryRead(Encoding.UTF8.GetBytes("\uFEFF" + SampleBill.Dependencies))!;
        Assert.AreEqual(
            "project Web.Api/1.4.2 (Dapper/2.1.66, Shop.Core/1.0.0) Web.Api.dll; project Shop.Core/1.0.0 (Newtonsoft.Json/13.0.4) Shop.Core.dll; package Dapper/2.1.66 (Newtonsoft.Json/13.0.4) Dapper.dll; package Newtonsoft.Json/13.0.4 () Newtonsoft.Json.dll",
            string.Join("; ", list.Libraries.Select(static l => $"{l.Type} {l.Key} ({string.Join(", ", l.Dependencies)}) {string.Join(", ", l.Assemblies)}")));
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("[]")]
    [DataRow("{\"libraries\":[]}")]
    [DataRow("{\"libraries\":{\"a/1\":")]
    public void What_is_no_list_is_none(string text) => Assert.IsNull(DependencyList.TryRead(Encoding.UTF8.GetBytes(text)));

    [TestMethod]
    public void Members_of_another_kind_say_nothing()
    {
        DependencyList list = DependencyList.TryRead("{\"runtimeTarget\":1,\"targets\":{\"t\":{\"a/1\":[]}},\"libraries\":{\"a/1\":2,\"b\":{\"type\":3}}}"u8.ToArray())!;
        Assert.AreEqual(" a/1;  b/", string.Join("; ", list.Libraries.Select(static l => $"{l.Type} {l.Key}")));
    }
}

namespace Microsoft.Data.SqlClient
{
    public sealed class SqlConnectionStringBuilder : System.Data.Common.DbConnectionStringBuilder
    {
        public string DataSource { get; set; }
        public string InitialCatalog { get; set; }
        public bool IntegratedSecurity { get; set; }
    }
}

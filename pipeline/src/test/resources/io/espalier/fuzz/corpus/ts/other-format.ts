@relation r
@attribute x numeric
@attribute class {a,b}
@data
1,a

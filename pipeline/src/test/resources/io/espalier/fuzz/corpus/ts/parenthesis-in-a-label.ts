@classLabel true low(er) up:per
@data
1,2,3:low(er)
4,5,6:up:per
